package io.lowland.report.section;

import io.lowland.report.document.Block;
import io.lowland.report.result.ExperimentResult;
import java.util.List;

/** A part of the report. */
@FunctionalInterface
interface Section {

  /** What is to be said about {@code result}; nothing where there is nothing to say. */
  List<Block> about(ExperimentResult result);
}
