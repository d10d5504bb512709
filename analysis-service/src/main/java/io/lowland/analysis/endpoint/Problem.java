package io.lowland.analysis.endpoint;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;

/**
 * What is wrong with a request, as RFC 9457 has it.
 *
 * @param type {@code about:blank}: the status says what kind of problem it is
 * @param title of the status
 * @param status of the response
 * @param detail what was wrong here, and what to do
 * @param instance path of the request
 */
record Problem(String type, String title, int status, String detail, String instance) {
  static final String MEDIA_TYPE = "application/problem+json";

  static Response response(int status, String detail, UriInfo request) {
    Status known = Status.fromStatusCode(status);
    String title = known == null ? "HTTP " + status : known.getReasonPhrase();
    return Response.status(status)
        .type(MEDIA_TYPE)
        .entity(
            new Problem("about:blank", title, status, detail, "/" + stripped(request.getPath())))
        .build();
  }

  private static String stripped(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }
}
