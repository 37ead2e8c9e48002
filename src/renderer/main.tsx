import "./lib/zod-without-eval.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { config } from "zod";
import { App } from "./app/App.tsx";
import { cspNonce } from "./lib/csp-nonce.ts";

// zod would try to compile its checks, which the page's policy forbids, and would report it as an attempt.
config({ jitless: true });

// The scroll lock of Mantine's dialogs inserts a style and takes its nonce from here (github.com/theKashey/get-nonce).
Object.assign(globalThis, { __webpack_nonce__: cspNonce() });

const root = document.querySelector("#root");
if (!root) throw new Error("the page has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
