import { createSpotlight } from "@mantine/spotlight";

const [store, actions] = createSpotlight();

/** Whether the palette is open, and which of its entries is selected. */
export const paletteStore = store;

export const openPalette = actions.open;

/**
 * Selects the first entry, as Enter would run it. Spotlight does so when the text changes, but hits of the catalog come
 * later, above what it selected; it marks the selected entry in the page itself (SpotlightState has the number only).
 */
export function selectFirstEntry(): void {
  const { listId, opened } = store.getState();
  const list = opened && listId !== "" ? document.querySelector(`#${listId}`) : null;
  list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
  list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
  store.updateState((state) => ({ ...state, selected: 0 }));
}
