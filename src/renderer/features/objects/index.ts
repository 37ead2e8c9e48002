export { DetailsMenuItem } from "./DetailsMenuItem.tsx";
