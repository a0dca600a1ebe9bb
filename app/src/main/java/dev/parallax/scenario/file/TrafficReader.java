package dev.parallax.scenario.file;

import dev.parallax.fleet.Traffic;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.scenario.file.Yaml.Scalar;
import dev.parallax.scenario.plan.Deed;
import java.util.List;
import java.util.Optional;

/// Reads traffic. Confined to its caller.
final class TrafficReader {
    static final List<String> MIX = List.of("create", "edit", "publish", "unpublish", "delete", "move", "forbidden");
    private static final int WEIGHT_LIMIT = 1_000;

    private final Errors errors;

    TrafficReader(Errors errors) {
        this.errors = errors;
    }

    /// `stop`, or a rate, how long, and how often what.
    Optional<? extends Deed> traffic(Yaml yaml) {
        if (yaml instanceof Scalar scalar && scalar.text().equals("stop")) {
            return Optional.of(new Deed.StopTraffic());
        }
        Fields fields = new Fields(yaml, "`traffic`", List.of("rate", "for", "mix"), errors);
        if (fields.require("rate").isEmpty()) {
            return Optional.empty();
        }
        double rate = fields.number("rate", Traffic.RATE_MIN, Traffic.RATE_MAX).orElse(Traffic.RATE_MIN);
        Optional<TrafficMix> mix = fields.get("mix").flatMap(this::mix);
        return Optional.of(new Deed.StartTraffic(rate, fields.duration("for").orElse(null), mix.orElse(null)));
    }

    private Optional<TrafficMix> mix(Yaml yaml) {
        Fields fields = new Fields(yaml, "`mix`", MIX, errors);
        int[] weights = MIX.stream()
                .mapToInt(kind -> (int) fields.whole(kind, 0, WEIGHT_LIMIT).orElse(0))
                .toArray();
        try {
            return Optional.of(
                    new TrafficMix(weights[0], weights[1], weights[2], weights[3], weights[4], weights[5], weights[6]));
        } catch (IllegalArgumentException e) {
            errors.add(yaml.place(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
