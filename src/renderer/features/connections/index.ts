export { ConnectionsDialog } from "./manage/ConnectionsDialog.tsx";
export { openConnections } from "./manage/connections-dialog.ts";
export { SignInDialog } from "./sign-in/SignInDialog.tsx";
