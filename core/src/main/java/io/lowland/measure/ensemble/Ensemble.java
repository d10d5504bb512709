package io.lowland.measure.ensemble;

import io.lowland.statistics.Outcome;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The errors of the networks of an experiment, and how far the others agree with the truth where
 * one is wrong. Networks come and go one by one: for each unseen point the number of networks that
 * misclassify it is kept, so a network costs as many steps as it has errors, and so does its
 * agreement. Networks with different unseen points are not compared.
 *
 * <p>All sums are whole numbers and the value is one division, so neither order nor history of the
 * networks shows. Not thread-safe. Memory: one bit per network and unseen point.
 */
public final class Ensemble {

  /** Networks with the same unseen points. */
  private static final class Group {
    private final int[] wrong;
    private int networks;

    Group(int points) {
      wrong = new int[points];
    }

    void count(BitSet misclassified, int change) {
      networks += change;
      for (int i = misclassified.nextSetBit(0); i >= 0; i = misclassified.nextSetBit(i + 1)) {
        wrong[i] += change;
      }
    }

    /** {@code own} is that of the counted networks which is no other, if it is counted. */
    Outcome<Double> agreement(BitSet misclassified, Optional<BitSet> own) {
      int others = networks - (own.isPresent() ? 1 : 0);
      if (others == 0) {
        return Outcome.undefined("no other network of the experiment has been measured");
      }
      long errors = 0;
      long wrongOthers = 0;
      for (int i = misclassified.nextSetBit(0); i >= 0; i = misclassified.nextSetBit(i + 1)) {
        errors++;
        wrongOthers += wrong[i];
      }
      if (own.isPresent()) {
        BitSet common = (BitSet) misclassified.clone();
        common.and(own.get());
        wrongOthers -= common.cardinality();
      }
      if (errors == 0) {
        return Outcome.undefined("the network misclassifies no unseen point");
      }
      double pairs = (double) errors * others;
      return Outcome.of((pairs - wrongOthers) / pairs);
    }
  }

  private final Map<String, UnseenErrors> networks = new HashMap<>();
  private final Map<String, Group> groups = new HashMap<>();

  /** The networks that are here; changes with them. */
  public Set<String> networks() {
    return Collections.unmodifiableSet(networks.keySet());
  }

  /** Adds a network, or replaces its errors. */
  public void put(String network, UnseenErrors errors) {
    remove(network);
    networks.put(network, errors);
    groups
        .computeIfAbsent(key(errors), set -> new Group(errors.points()))
        .count(errors.misclassified(), 1);
  }

  /** Removes a network; does nothing if it is not here. */
  public void remove(String network) {
    UnseenErrors errors = networks.remove(network);
    if (errors != null) {
      Group group = groups.get(key(errors));
      group.count(errors.misclassified(), -1);
      if (group.networks == 0) {
        groups.remove(key(errors));
      }
    }
  }

  /**
   * The ensemble agreement of a network: the mean, over its errors, of the fraction of the other
   * networks that classify the point correctly.
   *
   * @return undefined if the network is alone or makes no errors
   * @throws IllegalArgumentException if the network is not here
   */
  public Outcome<Double> agreement(String network) {
    UnseenErrors errors = networks.get(network);
    if (errors == null) {
      throw new IllegalArgumentException("network %s is not here".formatted(network));
    }
    return groups
        .get(key(errors))
        .agreement(errors.misclassified(), Optional.of(errors.misclassified()));
  }

  /**
   * The ensemble agreement of a network that is not counted here, such as a reparameterised one,
   * with all that are but {@code itself}.
   *
   * @param itself the network here that it is another state of; may not be here
   * @return undefined if there are no others or the network makes no errors
   */
  public Outcome<Double> agreement(UnseenErrors errors, String itself) {
    Optional<BitSet> own =
        Optional.ofNullable(networks.get(itself))
            .filter(here -> key(here).equals(key(errors)))
            .map(UnseenErrors::misclassified);
    Group group = groups.getOrDefault(key(errors), new Group(errors.points()));
    return group.agreement(errors.misclassified(), own);
  }

  private static String key(UnseenErrors errors) {
    return errors.points() + "/" + errors.unseenSet();
  }
}
