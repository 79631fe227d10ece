import { options } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** True from the moment before the page is printed: what goes on paper must be there by then, so it is drawn at once. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = (): void => {
      options.debounceRendering = draw => draw();
      setPrinting(true);
      delete options.debounceRendering;
    };
    const after = (): void => setPrinting(false);
    addEventListener('beforeprint', before);
    addEventListener('afterprint', after);
    return () => {
      removeEventListener('beforeprint', before);
      removeEventListener('afterprint', after);
    };
  }, []);
  return printing;
}
