'use client';
import { Component, type ReactNode } from 'react';
import { Crash } from './Crash.tsx';

export type ErrorBoundaryProps = {
  /** Changing it (the screen, say) gives what is inside another try. */
  scope?: string;
  children: ReactNode;
};

type State = { crashed: boolean; scope: string | undefined };

/** Keeps a fault in one part of the page from taking the rest with it, and says in words what to do. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { crashed: false, scope: this.props.scope };

  static getDerivedStateFromError(): Partial<State> {
    return { crashed: true };
  }

  static getDerivedStateFromProps(props: ErrorBoundaryProps, state: State): Partial<State> | null {
    return props.scope === state.scope ? null : { crashed: false, scope: props.scope };
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crash /> : this.props.children;
  }
}
