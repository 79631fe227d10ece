import type { VNode } from 'preact';

export function Footer({ version }: { version: string }): VNode {
  return (
    <footer>
      <p>Made by gradcheck {version}. This file contains everything it shows and loads nothing.</p>
    </footer>
  );
}
