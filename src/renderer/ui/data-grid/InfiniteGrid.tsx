import "./grid-modules.ts";
import { AgGridReact, type AgGridReactProps } from "ag-grid-react";
import type { KeyboardEventHandler, MouseEventHandler, ReactNode, Ref } from "react";
import { cspNonce } from "../../lib/csp-nonce.ts";
import { gridTheme } from "./grid-theme.ts";
import classes from "./InfiniteGrid.module.css";

/** Blocks that are kept, however long a list is. */
const MOST_BLOCKS = 20;

interface InfiniteGridProps<Row> extends AgGridReactProps<Row> {
  label: string;
  /** Rows fetched at once. */
  cacheBlockSize: number;
  onKeyDownCapture?: KeyboardEventHandler;
  onClick?: MouseEventHandler;
  /** Stands above the grid, in its frame. */
  above?: ReactNode;
  frame?: Ref<HTMLDivElement>;
  frameClass?: string | undefined;
}

/** AG Grid as the app uses it everywhere: rows by blocks, in its colours, under the page's policy, as a named region. */
export function InfiniteGrid<Row>(props: InfiniteGridProps<Row>) {
  const { label, onKeyDownCapture, onClick, above, frame, frameClass = "", ...grid } = props;
  return (
    <div
      ref={frame}
      className={`${classes["frame"]} ${frameClass}`}
      onKeyDownCapture={onKeyDownCapture}
      onClick={onClick}
      role="region"
      aria-label={label}
    >
      {above}
      <div className={classes["grid"]}>
        <AgGridReact<Row>
          theme={gridTheme}
          styleNonce={cspNonce()}
          rowModelType="infinite"
          animateRows={false}
          maxBlocksInCache={MOST_BLOCKS}
          {...grid}
        />
      </div>
    </div>
  );
}
