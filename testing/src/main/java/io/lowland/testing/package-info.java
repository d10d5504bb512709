/** What the tests of several rooms share. No room's own code imports it. */
package io.lowland.testing;
