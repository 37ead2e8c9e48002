import { Component, type ReactNode } from "react";
import { ErrorNotice } from "../ui/ErrorNotice.tsx";

interface ErrorBoundaryProps {
  children: ReactNode;
  /** Where the person is: what failed elsewhere is tried afresh. */
  place?: string;
}

interface ErrorBoundaryState {
  error: unknown;
  place: string | undefined;
}

/** A part of the page that fails is replaced by what went wrong; the rest goes on. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = { error: null, place: this.props.place };

  static getDerivedStateFromProps({ place }: ErrorBoundaryProps, state: ErrorBoundaryState): ErrorBoundaryState {
    return place === state.place ? state : { error: null, place };
  }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <ErrorNotice error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
