// Which page it is: the list, or one experiment.

import { showExperiments } from './experiments.js';
import { showExperiment } from './experiment.js';

const id = new URLSearchParams(location.search).get('experiment');
const main = document.getElementById('main');

if (id === null) showExperiments(main);
else showExperiment(main, id);
