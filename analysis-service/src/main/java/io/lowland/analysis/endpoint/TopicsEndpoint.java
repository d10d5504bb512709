package io.lowland.analysis.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.lowland.contracts.Topics;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What travels on the topics: AsyncAPI for programs, a page for people. */
@Path("/")
public class TopicsEndpoint {
  private static final String RESOURCE = "META-INF/lowland/asyncapi.yaml";

  private final String description;
  private final String page;

  TopicsEndpoint() {
    description = read();
    try {
      JsonNode document = new YAMLMapper().readTree(description);
      page = new AsyncApiPage(document).html();
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " is not YAML", e);
    }
  }

  private static String read() {
    try (InputStream resource =
        Thread.currentThread().getContextClassLoader().getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException(
            "%s is missing beside %s".formatted(RESOURCE, Topics.class.getName()));
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @GET
  @Path("topics")
  @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
  @Operation(summary = "The topics and their messages, as a page")
  public String page() {
    return page;
  }

  @GET
  @Path("asyncapi.yaml")
  @Produces("application/yaml;charset=UTF-8")
  @Operation(summary = "The topics and their messages, as AsyncAPI 3.0")
  public String description() {
    return description;
  }
}
