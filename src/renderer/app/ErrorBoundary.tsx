import { Component, type ReactNode } from "react";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";

interface ErrorBoundaryProps {
  children: ReactNode;
}

/** A part of the page that fails is replaced by what went wrong; the rest goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
