/** Makes the browser save a file that main offers, as a click on its link does. */
export function startDownload({ url, name }: { url: string; name: string }): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}
