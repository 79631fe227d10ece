import { Component, createElement, type FunctionComponent, type VNode } from 'preact';

/** A component that is drawn again only when one of its properties is another one. */
export function memo<Props extends object>(draw: (props: Props) => VNode): (props: Props) => VNode {
  class Remembered extends Component<Props> {
    override shouldComponentUpdate(next: Readonly<Props>): boolean {
      return Object.keys(next).some(key => next[key as keyof Props] !== this.props[key as keyof Props]);
    }
    override render(): VNode {
      return draw(this.props as Props);
    }
  }
  return props => createElement(Remembered as unknown as FunctionComponent<object>, props);
}
