package io.lowland.analysis.endpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lowland.analysis.AnalysisConfiguration;
import io.lowland.analysis.store.DatabaseUnavailableException;
import io.lowland.analysis.store.ExperimentCatalogue;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;

/** Results as they arrive, as server-sent events. */
@Path("/experiments/{id}/events")
public class EventsEndpoint {
  private final ExperimentCatalogue experiments;
  private final Snapshots snapshots;
  private final Followers followers;
  private final ObjectMapper json;
  private final Duration every;
  private final int quietLooks;

  EventsEndpoint(
      ExperimentCatalogue experiments,
      Snapshots snapshots,
      Followers followers,
      ObjectMapper json,
      AnalysisConfiguration configuration) {
    this.experiments = experiments;
    this.snapshots = snapshots;
    this.followers = followers;
    this.json = json;
    every = configuration.eventsEvery();
    quietLooks = (int) Math.max(1, configuration.heartbeatEvery().dividedBy(every));
  }

  @GET
  @Blocking
  @Produces(MediaType.SERVER_SENT_EVENTS)
  // Proxies that gather answers would hold events back.
  @ResponseHeader(name = "X-Accel-Buffering", value = "no")
  @Tag(name = "Results")
  @Operation(
      summary = "Results as they arrive (server-sent events)",
      description =
          """
          `state` has the experiment as GET /experiments/{id} does; `runs`, `points` and \
          `correlations` have the rows that are new or have changed, as the lists of the same \
          names do. The first events carry all that is there. A comment is sent as a heartbeat \
          when there is nothing to say. With `Last-Event-ID`, points and correlations that the \
          follower has already are not repeated unless something has changed. `stopping` comes \
          last, when the service stops; its `report` is the path of the run's report, if there is \
          one.""")
  public Multi<OutboundSseEvent> events(
      @RestPath String id,
      @RestHeader("Last-Event-ID") Optional<String> lastEventId,
      @Context Sse sse) {
    experiments.requireKnown(id);
    Follower follower = new Follower(new ExperimentFeed(lastEventId, () -> snapshots.of(id)), sse);
    Multi<OutboundSseEvent> news =
        Multi.createBy()
            .repeating()
            .uni(
                () ->
                    Uni.createFrom()
                        .item(follower::look)
                        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()))
            .withDelay(every)
            .indefinitely()
            .onItem()
            .disjoint();
    return followers.untilTheEnd(news, follower::onTheWire);
  }

  /** Turns news into events on the wire, and silence into heartbeats. */
  private final class Follower {
    private final ExperimentFeed feed;
    private final Sse sse;
    private int quiet;

    Follower(ExperimentFeed feed, Sse sse) {
      this.feed = feed;
      this.sse = sse;
    }

    List<OutboundSseEvent> look() {
      List<OutboundSseEvent> events = news();
      quiet = events.isEmpty() ? quiet + 1 : 0;
      if (quiet >= quietLooks) {
        quiet = 0;
        return List.of(sse.newEventBuilder().comment("nothing new").build());
      }
      return events;
    }

    private List<OutboundSseEvent> news() {
      try {
        return feed.news().stream().map(this::onTheWire).toList();
      } catch (DatabaseUnavailableException e) {
        // The follower stays; it is told when the database answers again.
        return List.of();
      }
    }

    private OutboundSseEvent onTheWire(ExperimentFeed.Event event) {
      OutboundSseEvent.Builder builder =
          sse.newEventBuilder().name(event.name()).data(String.class, text(event.data()));
      event.id().ifPresent(builder::id);
      return builder.build();
    }

    OutboundSseEvent onTheWire(Followers.Stopping stopping) {
      return sse.newEventBuilder().name("stopping").data(String.class, text(stopping)).build();
    }

    private String text(Object data) {
      try {
        return json.writeValueAsString(data);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("an event cannot be written as JSON", e);
      }
    }
  }
}
