export { LakeMenu } from "./LakeMenu.tsx";
export { LakeProblem } from "./LakeProblem.tsx";
export { StartPage } from "./StartPage.tsx";
export { openZoneSettings } from "./zone-settings.ts";
export { ZoneSettingsDialog } from "./ZoneSettingsDialog.tsx";
