package dev.customprofiles.writer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.customprofiles.live.Frame;
import dev.customprofiles.live.LiveSite;
import dev.customprofiles.live.Site;
import dev.customprofiles.profile.Frameworks;
import dev.customprofiles.profile.StackProfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatsTest {

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static String text(Writing writing) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writing.to(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static StackProfile hostile() {
        Frame leaf = new Frame("evil;\u001b[31m\n name ", "e\u202Evil.java", 1);
        return Fixture.liveSet(
                null, new LiveSite(Fixture.site("a\nb", null, null, leaf, new Frame(" ", "", 0)), 1, 0, 1));
    }

    @Test
    void collapsedStacksGoFromTheRootAndAddUp() throws IOException {
        assertEquals("""
                [no stack trace] 1
                [truncated];app.Tree$Node.<init> 1
                app.Main.main;app.Tree$Node.walk;app.Tree$Node.<init>;app.Tree$Node.walk;app.Tree$Node.walk;blobstore.Store.open 3
                app.Main.main;blobstore.Store.open 11
                """, text(out -> CollapsedWriter.write(Fixture.everything(), out)));
    }

    @Test
    void noNameBreaksACollapsedLine() throws IOException {
        assertEquals("[unnamed];evil:\uFFFD[31m\uFFFD name 1\n", text(out -> CollapsedWriter.write(hostile(), out)));
    }

    @Test
    void nothingLiveCollapsesToNothing() throws IOException {
        assertEquals("", text(out -> CollapsedWriter.write(Fixture.liveSet(null), out)));
    }

    @Test
    void textHasTheLayoutOfGo() throws IOException {
        assertEquals("""
                blobstore.Open profile: total 16
                7 @ label=eu class=blobstore.Blob thread=main space=700 bytes mean-age=1s
                #	blobstore.Store.open	blobstore/Store.java:42
                #	app.Main.main	app/Main.java:7

                4 @ label=us class=blobstore.Blob thread=main space=40 bytes mean-age=1.5s
                #	blobstore.Store.open	blobstore/Store.java:42
                #	app.Main.main	app/Main.java:7

                3 @ class=blobstore.Blob space=1 bytes mean-age=1ns
                #	blobstore.Store.open	blobstore/Store.java:57
                #	app.Tree$Node.walk	app/Tree.java:8
                #	app.Tree$Node.walk	app/Tree.java:8
                #	app.Tree$Node.<init>	app/Tree.java:3
                #	app.Tree$Node.walk	app/Tree.java:8
                #	app.Main.main	app/Main.java:7

                1 @ label= space=0 bytes mean-age=0s
                #	[no stack trace]

                1 @ label=größe ☃ class=a.B$C thread=pool-1 space=5 bytes mean-age=9ns
                #	app.Tree$Node.<init>	app/Tree.java:3
                #	[truncated]

                """, text(out -> TextWriter.write(Fixture.everything(), out)));
    }

    @Test
    void noNameBreaksALineOfText() throws IOException {
        assertEquals("""
                blobstore.Open profile: total 1
                1 @ label=a\uFFFDb mean-age=1ns
                #	evil;\uFFFD[31m\uFFFD name \t\
                e\uFFFDvil.java:1
                #	\s

                """, text(out -> TextWriter.write(hostile(), out)));
    }

    @Test
    void theTopTableHasFlatAndCumByFunction() throws IOException {
        assertEquals("""
                      flat  flat%   sum%        cum   cum%
                        14 87.50% 87.50%         14 87.50%  blobstore.Store.open
                         1  6.25% 93.75%          4 25.00%  app.Tree$Node.<init>
                         1  6.25%   100%          1  6.25%  [no stack trace]
                         0     0%   100%         14 87.50%  app.Main.main
                         0     0%   100%          3 18.75%  app.Tree$Node.walk
                         0     0%   100%          1  6.25%  [truncated]
                """, text(out -> TopTable.of(Fixture.everything()).write(out, 100)));
    }

    @ParameterizedTest
    @EnumSource(
            value = TopOrder.class,
            names = {"FLAT", "CUM"})
    void callersOfEqualRowsFollowWhatTheyCall(TopOrder order) throws IOException {
        Frame caller = Frame.of("a.Executor", "run", 1);
        Frame recursive = Frame.of("z.Tree", "walk", 2);
        StackProfile chain = Fixture.liveSet(
                null,
                new LiveSite(
                        Fixture.site(null, null, null, Fixture.OPEN, recursive, Fixture.MAIN, recursive, caller),
                        3,
                        0,
                        0),
                new LiveSite(Fixture.site("eu", null, null, Fixture.OPEN, recursive, Fixture.MAIN, caller), 2, 0, 0));
        assertEquals(
                """
                      flat  flat%   sum%        cum   cum%
                         5   100%   100%          5   100%  blobstore.Store.open
                         0     0%   100%          5   100%  z.Tree.walk
                         0     0%   100%          5   100%  app.Main.main
                         0     0%   100%          5   100%  a.Executor.run
                """, text(out -> TopTable.of(chain, Grouping.FUNCTION, order).write(out, 100)));
    }

    @Test
    void equalRowsAsNearToALeafComeByName() throws IOException {
        StackProfile two = Fixture.liveSet(
                null,
                new LiveSite(Fixture.site(null, null, null, Fixture.OPEN, Fixture.WALK), 3, 0, 0),
                new LiveSite(Fixture.site(null, null, null, Fixture.INIT, Fixture.MAIN), 3, 0, 0));
        assertEquals(
                """
                      flat  flat%   sum%        cum   cum%
                         3 50.00% 50.00%          3 50.00%  app.Tree$Node.<init>
                         3 50.00%   100%          3 50.00%  blobstore.Store.open
                         0     0%   100%          3 50.00%  app.Main.main
                         0     0%   100%          3 50.00%  app.Tree$Node.walk
                """,
                text(out -> TopTable.of(two, Grouping.FUNCTION, TopOrder.CUM).write(out, 100)));
    }

    private static String top(Grouping by, TopOrder order) throws IOException {
        return text(out -> TopTable.of(Fixture.everything(), by, order).write(out, 100));
    }

    @Test
    void theTopTableByLineTellsLinesApart() throws IOException {
        assertEquals("""
                      flat  flat%   sum%        cum   cum%
                         0     0%     0%         14 87.50%  app.Main.main app/Main.java:7
                        11 68.75% 68.75%         11 68.75%  blobstore.Store.open blobstore/Store.java:42
                         1  6.25% 75.00%          4 25.00%  app.Tree$Node.<init> app/Tree.java:3
                         3 18.75% 93.75%          3 18.75%  blobstore.Store.open blobstore/Store.java:57
                         0     0% 93.75%          3 18.75%  app.Tree$Node.walk app/Tree.java:8
                         1  6.25%   100%          1  6.25%  [no stack trace]
                         0     0%   100%          1  6.25%  [truncated]
                """, top(Grouping.LINE, TopOrder.CUM));
    }

    @Test
    void sitesHaveWeightsAndMeanAges() throws IOException {
        assertEquals("""
                      flat  flat%   sum%      bytes   mean age  site
                         7 43.75% 43.75%       700B         1s  blobstore.Store.open (Store.java:42) label=eu class=blobstore.Blob thread=main
                         4 25.00% 68.75%        40B      1.50s  blobstore.Store.open (Store.java:42) label=us class=blobstore.Blob thread=main
                         3 18.75% 87.50%         1B        1ns  blobstore.Store.open (Store.java:57) class=blobstore.Blob
                         1  6.25% 93.75%          0          0  [no stack trace] label=
                         1  6.25%   100%         5B        9ns  app.Tree$Node.<init> (Tree.java:3) label=größe ☃ class=a.B$C thread=pool-1
                """, top(Grouping.SITE, TopOrder.FLAT));
    }

    @Test
    void sitesAreNamedByAsManyCallersAsItTakes() throws IOException {
        LiveSite one = new LiveSite(Fixture.site(null, "A", null, Fixture.OPEN, Fixture.WALK, Fixture.MAIN), 4, 0, 4);
        LiveSite two = new LiveSite(Fixture.site(null, "A", null, Fixture.OPEN, Fixture.WALK, Fixture.WALK), 3, 0, 6);
        LiveSite three = new LiveSite(Fixture.site(null, "A", null, Fixture.OPEN, Fixture.WALK), 2, 0, 0);
        LiveSite four = new LiveSite(Fixture.site(null, "A", null, Fixture.OPEN, Fixture.INIT), 1, 0, 9);
        LiveSite five = new LiveSite(Fixture.site(null, "B", null, Fixture.OPEN, Fixture.INIT), 1, 0, 9);
        assertEquals(
                """
                      flat  flat%   sum%   mean age  site
                         1  9.09%  9.09%        9ns  blobstore.Store.open (Store.java:42) < app.Tree$Node.<init> (Tree.java:3) class=A
                         1  9.09% 18.18%        9ns  blobstore.Store.open (Store.java:42) class=B
                         3 27.27% 45.45%        2ns  blobstore.Store.open (Store.java:42) < app.Tree$Node.walk (Tree.java:8) < app.Tree$Node.walk (Tree.java:8) class=A
                         4 36.36% 81.82%        1ns  blobstore.Store.open (Store.java:42) < app.Tree$Node.walk (Tree.java:8) < app.Main.main (Main.java:7) class=A
                         2 18.18%   100%          0  blobstore.Store.open (Store.java:42) < app.Tree$Node.walk (Tree.java:8) class=A
                """,
                text(out -> TopTable.of(Fixture.liveSet(null, one, two, three, four, five), Grouping.SITE, TopOrder.AGE)
                        .write(out, 100)));
    }

    private static final Frame POOL = Frame.of("com.zaxxer.hikari.HikariDataSource", "getConnection", 100);
    private static final Frame POOL_ELSEWHERE = Frame.of("com.zaxxer.hikari.HikariDataSource", "getConnection", 112);
    private static final Frame TEMPLATE = Frame.of("org.springframework.jdbc.core.JdbcTemplate", "query", 7);
    private static final Frame FIND = Frame.of("shop.Orders", "find", 31);
    private static final Frame RUN = Frame.of("java.lang.Thread", "run", 1);

    private static String sites(Frameworks frameworks, Frame[]... stacks) throws IOException {
        LiveSite[] sites = new LiveSite[stacks.length];
        for (int i = 0; i < sites.length; i++) {
            sites[i] = new LiveSite(Fixture.site(null, null, null, stacks[i]), sites.length - i, 0, 0);
        }
        String table = text(out -> TopTable.of(Fixture.liveSet(null, sites), Grouping.SITE, TopOrder.FLAT, frameworks)
                .write(out, 100));
        return table.lines().skip(1).map(line -> line.substring(37) + "\n").collect(Collectors.joining());
    }

    private static Frame[] stack(Frame... leafFirst) {
        return leafFirst;
    }

    @Test
    void sitesAreNamedByTheApplicationsFrameAndTheLeaf() throws IOException {
        Frame[][] stacks = {
            stack(POOL, TEMPLATE, FIND, Fixture.MAIN, RUN),
            stack(Fixture.OPEN, TEMPLATE, FIND, RUN),
            stack(POOL, TEMPLATE, RUN),
            stack(Frame.NO_STACK)
        };
        assertEquals("""
                shop.Orders.find (Orders.java:31) <- com.zaxxer.hikari.HikariDataSource.getConnection
                blobstore.Store.open (Store.java:42)
                com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:100)
                [no stack trace]
                """, sites(Frameworks.DEFAULT, stacks));
        assertEquals("""
                shop.Orders.find (Orders.java:31) <- com.zaxxer.hikari.HikariDataSource.getConnection
                shop.Orders.find (Orders.java:31) <- blobstore.Store.open
                java.lang.Thread.run (Thread.java:1) <- com.zaxxer.hikari.HikariDataSource.getConnection
                [no stack trace]
                """, sites(new Frameworks(List.of("com.", "org.", "blobstore.")), stacks));
        assertEquals("""
                com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:100) < \
                org.springframework.jdbc.core.JdbcTemplate.query (JdbcTemplate.java:7) < shop.Orders.find (Orders.java:31)
                blobstore.Store.open (Store.java:42)
                com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:100) < \
                org.springframework.jdbc.core.JdbcTemplate.query (JdbcTemplate.java:7) < java.lang.Thread.run (Thread.java:1)
                [no stack trace]
                """, sites(Frameworks.NONE, stacks));
    }

    @Test
    void sitesOfOneApplicationFrameAreToldApartByCallersOrElseByWhatTheyCall() throws IOException {
        assertEquals(
                """
                shop.Orders.find (Orders.java:31) < app.Main.main (Main.java:7) \
                <- com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:100)
                shop.Orders.find (Orders.java:31) < app.Main.main (Main.java:7) \
                <- com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:112)
                shop.Orders.find (Orders.java:31) < app.Tree$Node.walk (Tree.java:8) \
                <- com.zaxxer.hikari.HikariDataSource.getConnection
                """,
                sites(
                        Frameworks.DEFAULT,
                        stack(POOL, FIND, Fixture.MAIN, RUN),
                        stack(POOL_ELSEWHERE, FIND, Fixture.MAIN, RUN),
                        stack(POOL, FIND, Fixture.WALK, RUN)));
        assertEquals("""
                shop.Orders.find (Orders.java:31) \
                <- com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:100)
                shop.Orders.find (Orders.java:31) \
                <- org.springframework.jdbc.core.JdbcTemplate.query (JdbcTemplate.java:7) \
                <- com.zaxxer.hikari.HikariDataSource.getConnection (HikariDataSource.java:100)
                """, sites(Frameworks.DEFAULT, stack(POOL, FIND), stack(POOL, TEMPLATE, FIND)));
    }

    /** Whatever is a framework's: as many rows as there are sites, each with the count of its own. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noTwoSitesShareARow(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            Map<Site, Long> counts = new HashMap<>();
            for (int i = random.nextInt(60); i >= 0; i--) {
                Frame[] frames = new Frame[1 + random.nextInt(6)];
                for (int j = 0; j < frames.length; j++) {
                    frames[j] = Frame.of("p" + random.nextInt(3) + ".C", "m", random.nextInt(3));
                }
                String label = random.nextBoolean() ? null : "l" + random.nextInt(2);
                counts.put(Fixture.site(label, null, null, frames), 1L + random.nextInt(99));
            }
            LiveSite[] sites = counts.entrySet().stream()
                    .map(site -> new LiveSite(site.getKey(), site.getValue(), 0, 0))
                    .toArray(LiveSite[]::new);
            TopTable table = TopTable.of(
                    Fixture.liveSet(null, sites),
                    Grouping.SITE,
                    TopOrder.FLAT,
                    new Frameworks(random.nextBoolean() ? List.of("p0.") : List.of("p0.", "p1.")));
            assertEquals(
                    counts.values().stream().sorted().toList(),
                    table.rows().stream().map(TopTable.Row::flat).sorted().toList());
        }
    }

    /** One site of which a part was collected, and another one as deep that was not. */
    private static StackProfile collected() {
        Site site = Fixture.site("eu", "A", null, Fixture.OPEN, Fixture.MAIN);
        return Fixture.liveSet(
                "bytes",
                new LiveSite(site, 5, 500, 10),
                new LiveSite(site.collected(true), 3, 30, 30),
                new LiveSite(Fixture.site(null, "B", null, Fixture.WALK, Fixture.MAIN), 6, 6, 6));
    }

    @Test
    void collectedObjectsAreALeafInACollapsedStack() throws IOException {
        assertEquals("""
                app.Main.main;app.Tree$Node.walk 6
                app.Main.main;blobstore.Store.open 5
                app.Main.main;blobstore.Store.open;[collected] 3
                """, text(out -> CollapsedWriter.write(collected(), out)));
    }

    @Test
    void collectedObjectsHaveALineOfLabelsInTheTextAsGoHasIt() throws IOException {
        assertEquals("""
                blobstore.Open profile: total 14
                6 @ class=B space=6 bytes mean-age=1ns
                #	app.Tree$Node.walk	app/Tree.java:8
                #	app.Main.main	app/Main.java:7

                5 @ label=eu class=A space=500 bytes mean-age=2ns
                #	blobstore.Store.open	blobstore/Store.java:42
                #	app.Main.main	app/Main.java:7

                3 @ label=eu class=A space=30 bytes mean-age=10ns
                # labels: {"collected":"true"}
                #	blobstore.Store.open	blobstore/Store.java:42
                #	app.Main.main	app/Main.java:7

                """, text(out -> TextWriter.write(collected(), out)));
    }

    @Test
    void collectedObjectsHaveAColumnOfWhatIsARowsOwn() throws IOException {
        assertEquals("""
                      flat  flat%   sum%        cum   cum%  collected  function
                         8 57.14% 57.14%          8 57.14%          3  blobstore.Store.open
                         6 42.86%   100%          6 42.86%          0  app.Tree$Node.walk
                         0     0%   100%         14   100%          0  app.Main.main
                """, text(out -> TopTable.of(collected()).write(out, 100)));
    }

    @Test
    void aSiteIsOneRowWhetherItsObjectsAreCollectedOrNot() throws IOException {
        assertEquals(
                """
                      flat  flat%   sum%      bytes   mean age  collected  site
                         8 57.14% 57.14%       530B        5ns          3  blobstore.Store.open (Store.java:42) label=eu class=A
                         6 42.86%   100%         6B        1ns          0  app.Tree$Node.walk (Tree.java:8) class=B
                """,
                text(out -> TopTable.of(collected(), Grouping.SITE, TopOrder.COLLECTED)
                        .write(out, 100)));
    }

    @Test
    void sortedByCollectedObjectsTheColumnIsThereWithoutAny() throws IOException {
        assertEquals(
                """
                      flat  flat%   sum%        cum   cum%  collected  function
                         1   100%   100%          1   100%          0  blobstore.Store.open
                """,
                text(out -> TopTable.of(
                                Fixture.liveSet(
                                        null, new LiveSite(Fixture.site(null, null, null, Fixture.OPEN), 1, 0, 0)),
                                Grouping.FUNCTION,
                                TopOrder.COLLECTED)
                        .write(out, 100)));
    }

    @Test
    void whatHasNoLabelIsARowToo() throws IOException {
        assertEquals("""
                      flat  flat%   sum%      bytes   mean age  label
                         7 43.75% 43.75%       700B         1s  eu
                         4 25.00% 68.75%        40B      1.50s  us
                         1  6.25% 75.00%         5B        9ns  größe ☃
                         4 25.00%   100%         1B          0  [no label]
                """, top(Grouping.LABEL, TopOrder.WEIGHT));
        assertEquals("""
                      flat  flat%   sum%      bytes   mean age  class
                        14 87.50% 87.50%       741B   928.57ms  blobstore.Blob
                         1  6.25% 93.75%          0          0  [no class]
                         1  6.25%   100%         5B        9ns  a.B$C
                """, top(Grouping.CLASS, TopOrder.COUNT));
    }

    @Test
    void functionsSortedByAValueShowIt() throws IOException {
        assertEquals("""
                      flat  flat%   sum%        cum   cum%      bytes   mean age  function
                        14 87.50% 87.50%         14 87.50%       741B   928.57ms  blobstore.Store.open
                         1  6.25% 93.75%          4 25.00%         5B        9ns  app.Tree$Node.<init>
                         1  6.25%   100%          1  6.25%          0          0  [no stack trace]
                         0     0%   100%         14 87.50%          0          0  app.Main.main
                         0     0%   100%          3 18.75%          0          0  app.Tree$Node.walk
                         0     0%   100%          1  6.25%          0          0  [truncated]
                """, top(Grouping.FUNCTION, TopOrder.WEIGHT));
    }

    @Test
    void theTopTableStopsWhereItIsTold() throws IOException {
        assertEquals("""
                      flat  flat%   sum%        cum   cum%
                        14 87.50% 87.50%         14 87.50%  blobstore.Store.open
                """, text(out -> TopTable.of(Fixture.everything()).write(out, 1)));
    }

    @Test
    void smallSharesKeepTwoDigits() throws IOException {
        StackProfile live = Fixture.liveSet(
                null,
                new LiveSite(Fixture.site(null, null, null, Fixture.OPEN), 99_877, 0, 0),
                new LiveSite(Fixture.site(null, null, null, Fixture.MAIN), 123, 0, 0));
        assertEquals("""
                      flat  flat%   sum%        cum   cum%
                     99877 99.88% 99.88%      99877 99.88%  blobstore.Store.open
                       123  0.12%   100%        123  0.12%  app.Main.main
                """, text(out -> TopTable.of(live).write(out, 100)));
    }

    @Test
    void nothingLiveIsAHeading() throws IOException {
        assertEquals(
                "      flat  flat%   sum%        cum   cum%\n",
                text(out -> TopTable.of(Fixture.liveSet(null)).write(out, 100)));
    }

    @Test
    void printableTextKeepsLettersAndReplacesWhatActs() {
        String plain = "größe ☃ 漢字 𝒜 a.B$C<init>";
        assertSame(plain, Printable.of(plain));
        assertEquals("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf", Printable.of("a\u001bb\u202Ec\u2028d\u0085e\uD800f"));
        assertEquals("\uFFFD\uFFFD\uFFFD", Printable.of("\r\n\t"));
    }
}
