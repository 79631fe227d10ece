import type { VNode } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Width for which static markup is drawn. */
const STATIC_WIDTH = 620;

/** A figure is drawn for the width of its container, not scaled: its text keeps its size. */
export function Measured({
  children,
  staticWidth = STATIC_WIDTH,
}: {
  children: (width: number) => VNode;
  staticWidth?: number;
}): VNode {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(staticWidth);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => {
      // Hidden, it has no width: what it had is as good as any.
      if (element.clientWidth > 0) setWidth(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div class="measured" ref={box}>
      {children(width)}
    </div>
  );
}
