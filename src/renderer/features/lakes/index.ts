export { LakeMenu } from "./LakeMenu.tsx";
export { LakeProblem } from "./LakeProblem.tsx";
export { StartPage } from "./StartPage.tsx";
export { openZoneSettings } from "./zone-settings.ts";
export { useChooseFolder } from "./use-choose-folder.ts";
export { ZoneSettingsDialog } from "./ZoneSettingsDialog.tsx";
