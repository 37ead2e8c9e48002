export { ActivityBadge } from "./ActivityBadge.tsx";
export { ActivityPage } from "./ActivityPage.tsx";
