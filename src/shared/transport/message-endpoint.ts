/** One end of a connection that carries text frames in order: a MessagePort or a WebSocket. */
export interface MessageEndpoint {
  /** Ignored once the connection is closed. */
  send(frame: string): void;
  onFrame(listener: (frame: string) => void): void;
  /** Called once, also when the connection has been lost. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Sends a frame that oRPC encoded. The contract has no files, so that every frame is text. */
export function sendEncoded(endpoint: MessageEndpoint, frame: unknown): void {
  if (typeof frame !== "string") throw new TypeError("Only text crosses this connection: the contract has no files.");
  endpoint.send(frame);
}
