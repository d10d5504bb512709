package io.lowland.analysis.endpoint;

import io.lowland.analysis.store.DatabaseUnavailableException;
import io.lowland.analysis.store.UnknownExperimentException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every failure with a {@link Problem}; what went wrong inside goes to the log only. */
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  public Response unknownExperiment(UnknownExperimentException e, UriInfo request) {
    return Problem.response(404, e.getMessage(), request);
  }

  @ServerExceptionMapper
  public Response badQuery(BadQueryException e, UriInfo request) {
    return Problem.response(400, e.getMessage(), request);
  }

  @ServerExceptionMapper
  public Response databaseUnavailable(DatabaseUnavailableException e, UriInfo request) {
    LOG.warnf("%s could not be answered: %s", request.getPath(), e.getMessage());
    return Problem.response(503, "the database does not answer; try again later", request);
  }

  @ServerExceptionMapper
  public Response refusedByHttp(WebApplicationException e, UriInfo request) {
    int status = e.getResponse().getStatus();
    String detail =
        status == 404
            ? "nothing is at this path; the list of experiments is at /experiments"
            : "the request is not one that this path answers";
    return Problem.response(status, detail, request);
  }

  @ServerExceptionMapper
  public Response failure(RuntimeException e, UriInfo request) {
    LOG.errorf(e, "%s could not be answered", request.getPath());
    return Problem.response(500, "an error inside the service; its log says more", request);
  }
}
