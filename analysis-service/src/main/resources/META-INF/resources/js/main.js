// Which page it is: the list, one experiment, or several together.

import { showAcross } from './across.js';
import { showExperiment } from './experiment.js';
import { showExperiments } from './experiments.js';

const asked = new URLSearchParams(location.search);
const main = document.getElementById('main');

if (asked.has('across')) showAcross(main);
else if (asked.has('experiment')) showExperiment(main, asked.get('experiment'));
else showExperiments(main);
