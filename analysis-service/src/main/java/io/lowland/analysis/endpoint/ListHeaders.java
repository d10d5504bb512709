package io.lowland.analysis.endpoint;

import io.lowland.analysis.domain.Page;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Says in headers what a table of CSV cannot: how long the whole list is ({@code X-Total-Count})
 * and where it goes on ({@code Link}, RFC 8288).
 */
public class ListHeaders {

  @ServerResponseFilter
  public void add(ContainerRequestContext request, ContainerResponseContext response) {
    response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    if (response.getEntity() instanceof Page<?> page) {
      response.getHeaders().putSingle("X-Total-Count", page.total());
      if ((page.page() + 1L) * page.size() < page.total()) {
        response
            .getHeaders()
            .putSingle(
                HttpHeaders.LINK, "<%s>; rel=\"next\"".formatted(next(request.getUriInfo(), page)));
      }
    }
  }

  private static URI next(UriInfo request, Page<?> page) {
    URI absolute =
        request
            .getRequestUriBuilder()
            .replaceQueryParam("page", page.page() + 1)
            .replaceQueryParam("size", page.size())
            .build();
    return URI.create(absolute.getRawPath() + "?" + absolute.getRawQuery());
  }
}
