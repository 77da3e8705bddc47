'use client';
import { useState } from 'react';
import { createWaggle } from '../../client/createWaggle.ts';
import { App } from './App.tsx';

/** The app over the server that served the page. */
export function Main() {
  const [waggle] = useState(() => createWaggle());
  return <App waggle={waggle} />;
}
