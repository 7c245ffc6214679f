#include <QTest>
#include <algorithm>

#include "core/data/open_dataset.h"
#include "core/data/split_data.h"
#include "tests/support/files.h"
#include "tests/support/test_program.h"
#include "tests/support/tiny_omniglot.h"

using namespace oneshot;
using namespace oneshot::test;
using Names = std::vector<std::string>;

namespace {

SplitNames namesOf(const Dataset& dataset) {
    return splitNames({&dataset});
}

std::optional<DataSpec> joinedTexts(const char* background, const char* validation) {
    return joined({parseDataSpec(background), parseDataSpec(validation)});
}

}  // namespace

class TestSplitData : public QObject {
    Q_OBJECT

  private slots:
    void splitsByAlphabets() {
        const SplitNames names = namesOf(tinyDataset({3, 1, 3, 3, 3}, 4));
        QVERIFY(names.areAlphabets);
        QCOMPARE(names.names, (Names{"Alphabet1", "Alphabet2", "Alphabet3", "Alphabet4", "Alphabet5"}));
        QCOMPARE(names.least, 1);
        QCOMPARE(names.most, 4);
        QCOMPARE(names.proposed(), 2);

        const DataSpec whole = parseDataSpec("set.zip:drawers=1-2,not-alphabets=Other");
        for (int count = 1; count <= 4; ++count) {
            const SplitData parts = split(whole, names, count, 7);
            QCOMPARE(parts.validation.alphabets.size(), static_cast<std::size_t>(count));
            QVERIFY(std::ranges::is_sorted(parts.validation.alphabets));
            QVERIFY(parts.validation.notAlphabets.empty());
            Names without{"Other"};
            without.insert(without.end(), parts.validation.alphabets.begin(), parts.validation.alphabets.end());
            QCOMPARE(parts.background.notAlphabets, without);
            for (const DataSpec& part : {parts.background, parts.validation}) {
                QCOMPARE(part.path, whole.path);
                QVERIFY(part.drawers == whole.drawers);
                QVERIFY(parseDataSpec(toString(part)) == part);
            }
            QVERIFY(joined(parts) == whole);
        }
    }

    void theSeedDecides() {
        const DataSpec whole = parseDataSpec("set.zip");
        const SplitNames names = namesOf(tinyDataset({2, 2, 2, 2, 2, 2}, 4));
        int others = 0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            QVERIFY(split(whole, names, 2, seed) == split(whole, names, 2, seed));
            others += !(split(whole, names, 2, seed) == split(whole, names, 2, seed + 1));
        }
        QVERIFY(others > 10);  // two of six the same by chance: once in fifteen
    }

    void splitsOneAlphabetByCharacters() {
        const SplitNames names = namesOf(tinyDataset({7}, 4));
        QVERIFY(!names.areAlphabets);
        QCOMPARE(names.names.size(), 7U);
        QCOMPARE(names.least, 2);  // a task needs two characters, at each side
        QCOMPARE(names.most, 5);
        QCOMPARE(names.proposed(), 2);
        const SplitData parts = split(parseDataSpec("set.zip:alphabets=Latin"), names, 3, 1);
        QCOMPARE(parts.validation.characters.size(), 3U);
        QCOMPARE(parts.background.characters.size(), 4U);
        QCOMPARE(parts.validation.alphabets, Names{"Latin"});
        std::optional<DataSpec> whole = joined(parts);
        QVERIFY(whole);
        std::ranges::sort(whole->characters);
        QCOMPARE(whole->characters, names.names);
    }

    void splitsPartsThatAreNoAlphabetsByTheirClasses() {
        Dataset pets = tinyDataset({5, 5}, 4);
        pets.alphabets[0].implicit = pets.alphabets[1].implicit = true;  // train and test, with the same classes
        const SplitNames names = namesOf(pets);
        QVERIFY(!names.areAlphabets);
        QCOMPARE(names.names.size(), 5U);
    }

    void leavesAloneWhatCannotBeSplit() {
        QCOMPARE(namesOf(tinyDataset({3}, 4)).most, 0);
        QCOMPARE(namesOf(Dataset()).most, 0);
        QCOMPARE(namesOf(tinyDataset({1000}, 1)).most, 998);
        QCOMPARE(namesOf(tinyDataset({1001}, 1)).most, 0);  // too many for a SPEC
        Dataset unclear = tinyDataset({4}, 4);
        unclear.alphabets[0].characters[0].name = "a+b";  // a SPEC joins names with it
        QCOMPARE(namesOf(unclear).most, 0);
        Dataset alike = tinyDataset({4}, 4);
        alike.alphabets[0].characters[0].name = "character-02";  // a SPEC reads names without punctuation
        QCOMPARE(namesOf(alike).most, 0);
    }

    void knowsAPartAgainThatWasHeldOut() {
        const Dataset all = tinyDataset({2, 2, 2}, 4);
        Dataset first = all, second = all;
        first.alphabets.pop_back();
        second.alphabets.erase(second.alphabets.begin(), second.alphabets.begin() + 2);
        QCOMPARE(splitNames({&first, &second}).names, namesOf(all).names);

        QVERIFY(joinedTexts("a.zip:not-alphabets=Greek+Latin", "a.zip:alphabets=latin") ==
                parseDataSpec("a.zip:not-alphabets=Greek"));
        QVERIFY(!joinedTexts("a.zip:not-alphabets=Greek", "b.zip:alphabets=Greek"));
        QVERIFY(!joinedTexts("a.zip:not-alphabets=Greek", "a.zip:alphabets=Latin"));
        QVERIFY(!joinedTexts("a.zip:not-alphabets=Greek", "a.zip:alphabets=Greek,drawers=1"));
        QVERIFY(!joinedTexts("a.zip", "a.zip:alphabets=Greek"));
        QVERIFY(!joinedTexts("a.zip:characters=a+b", "a.zip:characters=b+c"));
        QVERIFY(!joinedTexts("a.zip", "a.zip"));
    }

    void bothPartsOpenWithoutACommonCharacter() {
        const TemporaryFolder folder;
        writeZip(folder / "tiny.zip", tinyOmniglot(6, 3, 4));
        DataSpec spec;
        spec.path = (folder / "tiny.zip").string();
        const Dataset whole = openDataset(spec);
        const SplitNames names = namesOf(whole);
        for (std::uint64_t seed = 1; seed <= 5; ++seed) {
            const SplitData parts = split(spec, names, 2, seed);
            const Dataset background = openDataset(parts.background), validation = openDataset(parts.validation);
            QCOMPARE(background.characterCount(), 12);
            QCOMPARE(validation.characterCount(), 6);
            QCOMPARE(withoutCharactersOf(validation, background).characterCount(), 6);
            QCOMPARE(splitNames({&background, &validation}).names, names.names);
        }
    }
};

ONESHOT_TEST(TestSplitData)
#include "tst_split_data.moc"
