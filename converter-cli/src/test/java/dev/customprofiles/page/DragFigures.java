package dev.customprofiles.page;

import static dev.customprofiles.Json.array;
import static dev.customprofiles.Json.number;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How well the page follows a drag: figures for PERFORMANCE.md, printed and not judged. */
@EnabledIfSystemProperty(named = "figures", matches = "true")
class DragFigures {

    private static final int STEPS = 300;

    @TempDir
    private Path folder;

    @Test
    void aDragOverAThousandSitesOfThirtyFrames() throws Exception {
        String data = PageData.of(
                MadeTimeline.all(MadeTimeline.of("orders.Session", 13, 1000, 30, 400, 3_600_000_000_000L)),
                List.of(),
                MadeTimeline.ORIGIN);
        Path page = folder.resolve("page.html");
        try (OutputStream out = Files.newOutputStream(page)) {
            Page.write(data, out);
        }
        try (Chromium browser = Chromium.start(folder)) {
            browser.size(1400, 900);
            browser.open(page.toUri().toString());
            System.out.printf(Locale.ROOT, "page: %d bytes%n", Files.size(page));
            for (boolean difference : new boolean[] {false, true}) {
                drag(browser, difference);
                drag(browser, difference);
            }
        }
    }

    /** Through all instants; the first time the browser has yet to compile. */
    private static void drag(Chromium browser, boolean difference) {
        List<Object> box = array(
                browser.evaluate("(() => { const box = document.querySelector('#live .u-over').getBoundingClientRect();"
                        + " return [box.left, box.top + box.height / 2, box.width].map(Math.round); })()"));
        double top = number(box.get(1));
        browser.evaluate("window.frames_ = 0; window.counting_ = true; (function count() { window.frames_++;"
                + " if (window.counting_) requestAnimationFrame(count); })(); 0");
        browser.mouse("mousePressed", number(box.get(0)), top, difference);
        double task = browser.metric("TaskDuration");
        Duration processes = browser.processorTime();
        long frames = number(browser.evaluate("window.frames_"));
        long start = System.nanoTime();
        for (int i = 1; i <= STEPS; i++) {
            browser.mouse("mouseMoved", number(box.get(0)) + (double) number(box.get(2)) * i / STEPS, top, difference);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        frames = number(browser.evaluate("window.frames_")) - frames;
        task = browser.metric("TaskDuration") - task;
        double all = browser.processorTime().minus(processes).toMillis();
        browser.mouse("mouseReleased", number(box.get(0)) + number(box.get(2)), top, difference);
        browser.evaluate("window.counting_ = false");
        System.out.printf(
                Locale.ROOT,
                "%s: %d frames in %.1f s, %.1f a second; per frame %.1f ms of the page's thread, %.1f ms of processor time of"
                        + " all of the browser's processes%n",
                difference ? "difference" : "moment",
                frames,
                seconds,
                frames / seconds,
                1000 * task / frames,
                all / frames);
    }
}
