// The REST API of this service; the page uses nothing else.

/** What the service answered instead of a result. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

async function request(path, accept) {
  let response;
  try {
    response = await fetch(path, { headers: { Accept: accept } });
  } catch {
    throw new Problem(0, 'The service does not answer. Is it still running?');
  }
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  throw new Problem(response.status, body.detail ?? `the service answered ${response.status}`);
}

export async function read(path) {
  return (await request(path, 'application/json')).json();
}

/** Where a list goes on, as the service says (RFC 8288); undefined where it ends. */
function nextPage(response) {
  return /<([^>]*)>; rel="next"/.exec(response.headers.get('Link') ?? '')?.[1];
}

/** The items of a list, `most` of them; how long its pages are is left to the service. */
export async function readItems(path, most) {
  const items = [];
  for (let next = path; next !== undefined && items.length < most;) {
    const response = await request(next, 'application/json');
    items.push(...(await response.json()).items);
    next = nextPage(response);
  }
  return items.slice(0, most);
}

/** Saves a list as a CSV file, all pages of it. */
export async function download(path, name) {
  const pages = [];
  for (let next = path; next !== undefined;) {
    const response = await request(next, 'text/csv');
    const text = await response.text();
    // Each page begins with the same header.
    pages.push(pages.length === 0 ? text : text.slice(text.indexOf('\r\n') + 2));
    next = nextPage(response);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(pages, { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

export function experimentPath(id, part = '') {
  return `/experiments/${encodeURIComponent(id)}${part}`;
}

/**
 * Follows an experiment. `hear` gets the name and data of each event, `connected` whether the
 * stream is there and, where it is not, what the service said when it stopped, if it did. The browser
 * comes back by itself after a cut; where it gives up, this does not.
 */
export function follow(id, hear, connected) {
  const again = 3000;
  let source;
  let farewell;
  const open = () => {
    source = new EventSource(experimentPath(id, '/events'));
    source.onopen = () => {
      farewell = undefined;
      connected(true);
    };
    source.addEventListener('stopping', (event) => connected(false, farewell = JSON.parse(event.data)));
    source.onerror = () => {
      connected(false, farewell);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, again);
    };
    for (const name of ['state', 'runs', 'points', 'correlations']) {
      source.addEventListener(name, (event) => hear(name, JSON.parse(event.data)));
    }
  };
  open();
  addEventListener('pagehide', () => source.close());
  addEventListener('pageshow', (event) => event.persisted && open());
}
