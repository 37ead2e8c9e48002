export { ZoneTree } from "./tree/ZoneTree.tsx";
export { ZonePage } from "./ZonePage.tsx";
