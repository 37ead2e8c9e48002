export { ZonePage } from "./ZonePage.tsx";
