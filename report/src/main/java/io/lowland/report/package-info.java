/** An experiment's results as a page, tables and figures that can be taken away. */
package io.lowland.report;
