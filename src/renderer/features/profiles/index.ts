export { ColumnSpark } from "./ColumnSpark.tsx";
export { useHeaderProfiles } from "./use-header-profiles.tsx";
export { ProfileBar } from "./ProfileBar.tsx";
