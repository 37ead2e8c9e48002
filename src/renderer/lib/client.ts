import { type LakeshoreClient, connect } from "./transport/connect.ts";

const connection = connect();

/** The page's one connection to main. Calls reject with `AppError`. */
export const client: LakeshoreClient = connection.client;

export const connectionState = connection.state;
export const onConnectionChange = connection.onChange;
