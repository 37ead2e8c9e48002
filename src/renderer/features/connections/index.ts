export { ConnectionsDialog } from "./manage/ConnectionsDialog.tsx";
export { openConnections } from "./manage/connections-dialog.ts";
export { ConnectionPicker } from "./place/ConnectionPicker.tsx";
export { PlacePicker } from "./place/PlacePicker.tsx";
export { SignInDialog } from "./sign-in/SignInDialog.tsx";
export { TrafficLine } from "./TrafficLine.tsx";
export { useConnections } from "./use-connections.ts";
