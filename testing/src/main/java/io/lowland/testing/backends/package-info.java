/**
 * The broker and the database that tests of the services run on. One switch decides which: {@link
 * io.lowland.testing.backends.BackendChoice}.
 */
package io.lowland.testing.backends;
