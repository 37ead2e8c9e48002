import { contextBridge, ipcRenderer, webUtils } from "electron";

contextBridge.exposeInMainWorld("lakeshoreDesktop", {
  pathForFile: (file: File): string => webUtils.getPathForFile(file),
});

// A MessagePort cannot cross the context bridge, so it is posted to the page, once its scripts listen.
window.addEventListener(
  "load",
  () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage("lakeshore:connect", null, [port1]);
    window.postMessage("lakeshore:port", "*", [port2]);
  },
  { once: true },
);
