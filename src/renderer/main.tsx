import { createRoot } from "react-dom/client";
import { connect } from "./lib/transport/connect.ts";

const connection = connect();
const root = document.querySelector("#root");
if (root) createRoot(root).render(<p data-state={connection.state()}>Lakeshore</p>);
