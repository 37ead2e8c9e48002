export { dropTarget } from "./drop-aim.ts";
export { UploadMenu } from "./UploadMenu.tsx";
export { Uploads } from "./Uploads.tsx";
