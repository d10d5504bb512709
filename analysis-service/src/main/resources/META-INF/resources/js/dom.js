// Elements without innerHTML: text is always text.

const SVG = 'http://www.w3.org/2000/svg';

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** An HTML element; attributes named onEVENT are listeners. */
export function h(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** An SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/** Makes the options of `select` these, touching nothing when they are. */
export function options(select, values, label) {
  const same = values.length === select.options.length
    && values.every((value, i) => select.options[i].value === value);
  if (!same) select.replaceChildren(...values.map((value) => h('option', { value }, label(value))));
}

/** Calls `draw` in the next frame, once, however often it was asked for. */
export function inNextFrame(draw) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      draw();
    });
  };
}

/** Brings the children of `parent` into the order of `wanted`; the focus stays where it is. */
export function arrange(parent, wanted) {
  const same = wanted.length === parent.children.length
    && wanted.every((child, i) => parent.children[i] === child);
  if (same) return;
  const focused = document.activeElement;
  let place = parent.firstElementChild;
  for (const child of wanted) {
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
  while (parent.children.length > wanted.length) parent.lastElementChild.remove();
  if (focused && parent.contains(focused)) focused.focus({ preventScroll: true });
}
