export { ColumnMeaning } from "./ColumnMeaning.tsx";
export { FindingList } from "./FindingList.tsx";
