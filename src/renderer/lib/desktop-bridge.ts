declare global {
  interface Window {
    /** What the preload of the desktop host gives the page; not there in the browser host. */
    readonly lakeshoreDesktop?: { readonly pathForFile: (file: File) => string };
  }
}

/** Where files that were dropped or chosen are on this computer; "" for what is no file of it. Null in the browser host. */
export function pathsOfFiles(files: readonly File[]): string[] | null {
  const bridge = window.lakeshoreDesktop;
  return bridge ? files.map((file) => bridge.pathForFile(file)) : null;
}

export function isDesktop(): boolean {
  return window.lakeshoreDesktop !== undefined;
}
