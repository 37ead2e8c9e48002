export { ZoneDot } from "./ZoneDot.tsx";
export { ZonePage } from "./ZonePage.tsx";
