import { EventEmitter } from "node:events";
import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket } from "ws";
import {
  messagePortEndpoint as mainEndpoint,
  type MainPort,
} from "../../src/main/hosts/electron/message-port-endpoint.ts";
import { listen } from "../../src/main/hosts/web/http-server.ts";
import { RpcSockets } from "../../src/main/hosts/web/rpc-sockets.ts";
import { messagePortEndpoint } from "../../src/renderer/lib/transport/message-port-endpoint.ts";
import { openWebSocket } from "../../src/renderer/lib/transport/web-socket-endpoint.ts";
import { transportContract } from "./transport.ts";

transportContract("a MessagePort", (rpc) => {
  const ports = new Set<MessagePort>();
  const closeAll = () => {
    for (const port of ports) port.close();
    ports.clear();
  };
  return Promise.resolve({
    dial() {
      const { port1, port2 } = new MessageChannel();
      ports.add(port1);
      rpc.serve(mainEndpoint(asElectronPort(port1)));
      return Promise.resolve(messagePortEndpoint(port2));
    },
    disconnect: closeAll,
    close: () => Promise.resolve(closeAll()),
  });
});

transportContract("a WebSocket", async (rpc) => {
  const sockets = new RpcSockets(rpc);
  const server = createServer();
  const connections = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    connections.add(socket);
    sockets.accept(request, socket, head);
  });
  const port = await listen(server, 0);
  return {
    dial: () => openWebSocket(new WebSocket(`ws://127.0.0.1:${port}`)),
    disconnect: () => connections.forEach((socket) => socket.destroy()),
    close: () =>
      new Promise<void>((resolve) => {
        sockets.close();
        server.close(() => resolve());
        connections.forEach((socket) => socket.destroy());
      }),
  };
});

/** Electron cannot run here: its MessagePortMain is an emitter, where this port dispatches DOM events. */
function asElectronPort(port: MessagePort): MainPort {
  const events = new EventEmitter();
  port.addEventListener("close", () => events.emit("close"));
  port.addEventListener("message", ({ data }) => events.emit("message", { data }));
  return {
    on: (event, listener) => events.on(event, listener),
    once: (event, listener) => events.once(event, listener),
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
}
