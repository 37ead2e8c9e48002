import { useQuery } from "@tanstack/react-query";
import type { ComponentProps } from "react";
import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { client } from "../../lib/client.ts";
import { showError } from "../../ui/show-error.ts";
import classes from "./knowledge.module.css";

const plugins = [remarkGfm];

/**
 * A text that people have written in Markdown. HTML in it stays text, and pictures are left out: an address that a stranger
 * chose is never asked without a click.
 */
export function MarkdownText({ text }: { text: string }) {
  return (
    <div className={classes["markdown"]}>
      <Markdown remarkPlugins={plugins} disallowedElements={["img"]} components={{ a: SafeLink }}>
        {text}
      </Markdown>
    </div>
  );
}

/** Opens in the person's own browser, wherever the app runs; what is no address of the web is no link. */
function SafeLink({ href, children }: ComponentProps<"a">) {
  const host = useQuery({ queryKey: ["host-info"], queryFn: () => client.host.info(), staleTime: Infinity });
  if (href === undefined || !/^https:\/\//i.test(href)) return <span>{children}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer noopener"
      title={href}
      onClick={(event) => {
        event.stopPropagation();
        if (!host.data?.can.openAddress) return;
        event.preventDefault();
        client.host.openAddress({ url: href }).catch(showError);
      }}
    >
      {children}
    </a>
  );
}
