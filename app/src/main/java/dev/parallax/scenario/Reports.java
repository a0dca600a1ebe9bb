package dev.parallax.scenario;

import dev.parallax.change.Version;
import dev.parallax.scenario.StepResult.Outcome;
import dev.parallax.scenario.expectation.Verdict;
import dev.parallax.wire.Json;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs of scenarios as files for machines: JUnit XML for continuous integration, JSON for everything
/// else. Stateless.
public final class Reports {
    private Reports() {}

    /// A test suite for each scenario, a test case for each step and each lasting expectation.
    public static String junit(List<Progress> runs) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeCharacters("\n");
            xml.writeStartElement("testsuites");
            for (Progress run : runs) {
                suite(xml, run);
            }
            xml.writeCharacters("\n");
            xml.writeEndElement();
            xml.writeCharacters("\n");
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a report in memory can be written", e);
        }
        return text.toString();
    }

    public static ObjectNode json(List<Progress> runs) {
        ObjectNode report = Json.object().put("passed", runs.stream().allMatch(Progress::passed));
        ArrayNode scenarios = report.putArray("scenarios");
        for (Progress run : runs) {
            ObjectNode scenario = scenarios
                    .addObject()
                    .put("scenario", run.scenario().name())
                    .put("teaches", run.scenario().teaches())
                    .put("seed", run.scenario().setting().seed())
                    .put("passed", run.passed())
                    .put("state", run.state().name().toLowerCase(Locale.ROOT))
                    .put("problem", run.problem())
                    .put("millis", run.duration().toMillis());
            steps(scenario.putArray("steps"), run);
            ArrayNode lasting = scenario.putArray("lasting");
            for (Pin pin : run.lasting()) {
                lasting.addObject()
                        .put("expectation", pin.expectation().text())
                        .put("verdict", pin.standing().verdict().name().toLowerCase(Locale.ROOT))
                        .put("since", Version.text(pin.standing().sinceMicros()))
                        .put("violations", pin.standing().violations())
                        .put("sentence", pin.standing().sentence());
            }
        }
        return report;
    }

    private static void steps(ArrayNode steps, Progress run) {
        for (StepResult result : run.results()) {
            steps.addObject()
                    .put("line", result.line())
                    .put("step", result.title())
                    .put("outcome", result.outcome().name().toLowerCase(Locale.ROOT))
                    .put("sentence", result.sentence())
                    .put("millis", result.duration().toMillis());
        }
    }

    private static void suite(XMLStreamWriter xml, Progress run) throws XMLStreamException {
        long skipped = run.results().stream()
                .filter(result -> result.outcome() == Outcome.SKIPPED)
                .count();
        String name = run.scenario().name();
        start(xml, 1, "testsuite");
        xml.writeAttribute("name", plain(name));
        int problem = run.problem().isEmpty() ? 0 : 1;
        xml.writeAttribute(
                "tests", Integer.toString(run.results().size() + run.lasting().size() + problem));
        xml.writeAttribute("failures", Long.toString(run.failed()));
        xml.writeAttribute("errors", "0");
        xml.writeAttribute("skipped", Long.toString(skipped));
        xml.writeAttribute("time", seconds(run.duration()));
        for (StepResult result : run.results()) {
            String step = "line " + result.line() + ": " + result.title();
            testCase(xml, name, step, result.duration());
            if (result.outcome() == Outcome.FAILED) {
                failure(xml, result.sentence());
            } else if (result.outcome() == Outcome.SKIPPED) {
                start(xml, 3, "skipped");
                xml.writeEndElement();
            }
            end(xml, 2);
        }
        for (Pin pin : run.lasting()) {
            testCase(xml, name, "always: " + pin.expectation().text(), Duration.ZERO);
            if (pin.standing().verdict() != Verdict.HOLDS) {
                failure(xml, pin.standing().sentence());
            }
            end(xml, 2);
        }
        if (problem > 0) {
            testCase(xml, name, "play", run.duration());
            failure(xml, run.problem());
            end(xml, 2);
        }
        end(xml, 1);
    }

    private static void testCase(XMLStreamWriter xml, String suite, String name, Duration duration)
            throws XMLStreamException {
        start(xml, 2, "testcase");
        xml.writeAttribute("classname", plain(suite));
        xml.writeAttribute("name", plain(name));
        xml.writeAttribute("time", seconds(duration));
    }

    private static void failure(XMLStreamWriter xml, String sentence) throws XMLStreamException {
        start(xml, 3, "failure");
        xml.writeAttribute("message", plain(sentence));
        xml.writeEndElement();
    }

    private static void start(XMLStreamWriter xml, int depth, String name) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeStartElement(name);
    }

    private static void end(XMLStreamWriter xml, int depth) throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
        xml.writeEndElement();
    }

    /// XML has no place for most control characters.
    private static String plain(String text) {
        return text.codePoints()
                .map(point -> point >= 0x20 && point != 0xFFFE && point != 0xFFFF ? point : ' ')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3f", duration.toMillis() / 1_000.0);
    }
}
