/**
 * Elements are made here and nowhere else. What the API says is only ever put in as text, so markup in it is shown and not
 * obeyed; attributes are given by the page itself.
 */

const svgSpace = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag
 * @param {Record<string, string | boolean | ((event: any) => void)>} attributes a function listens to the event of that
 *   name; `true`: without a value, `false`: not there
 * @param {...(Node | string | null)} children
 */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
export function drawing(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') node.addEventListener(name, value);
    else setAttribute(node, name, value);
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Touches the page only when the text is another one. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** @param {string | boolean} value */
export function setAttribute(node, name, value) {
  if (value === false) node.removeAttribute(name);
  else if (node.getAttribute(name) !== String(value === true ? '' : value))
    node.setAttribute(name, value === true ? '' : value);
}

/** The length of a bar in per cent; a style by script is allowed where one in markup is not. */
export function setLength(node, property, percent) {
  const value = `${percent.toFixed(2)}%`;
  if (node.style.getPropertyValue(property) !== value) node.style.setProperty(property, value);
}

/** Puts `children` in place of what was there. */
export function setChildren(node, ...children) {
  node.replaceChildren(...children.filter((child) => child !== null));
}
