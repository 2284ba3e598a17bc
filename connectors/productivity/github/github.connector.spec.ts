import { describeConnector } from '@patchbay/testing';
import github from './github.connector.js';

describeConnector(github, import.meta.dirname, {
  undescribed: [
    /^(GET|PATCH) \/repos\/[^/]+\/[^/]+\/pulls\/\d+$/,
    /^PUT \/repos\/[^/]+\/[^/]+\/(pulls\/\d+\/merge|contents\/.+)$/,
    /^GET \/repos\/[^/]+\/[^/]+\/issues\/\d+\/comments$/,
    /^GET \/repositories\/\d+\//, // how GitHub names next pages
    /^POST \/repos\/[^/]+\/[^/]+\/(releases|actions\/workflows\/[^/]+\/dispatches)$/,
  ],
});
