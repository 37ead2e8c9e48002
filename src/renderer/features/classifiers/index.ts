export { ClassifiersButton } from "./ClassifiersButton.tsx";
