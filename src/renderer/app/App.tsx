import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./app.css";
import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { useState } from "react";
import { ConnectionsDialog, SignInDialog } from "../features/connections/index.ts";
import { Uploads } from "../features/transfers/index.ts";
import { cspNonce } from "../lib/csp-nonce.ts";
import { createQueryClient } from "../lib/query-client.ts";
import { ConnectionNotice } from "./ConnectionNotice.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import classes from "./App.module.css";
import { Routes } from "./Routes.tsx";
import { surfaces, theme } from "./theme.ts";

/** The whole page: what every part of it stands on, around the routes. */
export function App() {
  const [queryClient] = useState(createQueryClient);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={surfaces} defaultColorScheme="auto" getStyleNonce={cspNonce}>
      <QueryClientProvider client={queryClient}>
        <ModalsProvider>
          <Notifications position="bottom-right" limit={4} className={classes["notices"] ?? ""} />
          <ConnectionNotice />
          <div className={classes["app"]}>
            <div className={classes["page"]}>
              <ErrorBoundary>
                <Routes />
              </ErrorBoundary>
            </div>
            <ErrorBoundary>
              <Uploads />
            </ErrorBoundary>
            <ErrorBoundary>
              <ConnectionsDialog />
              <SignInDialog />
            </ErrorBoundary>
          </div>
        </ModalsProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
