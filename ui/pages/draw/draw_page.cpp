#include "ui/pages/draw/draw_page.h"

#include <QApplication>
#include <QBuffer>
#include <QClipboard>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/base/open_file.h"
#include "core/base/save_file.h"
#include "core/evaluation/task_evaluation.h"
#include "core/files/container_files.h"
#include "core/files/image_files.h"
#include "core/files/png.h"
#include "core/runs/run_directory.h"
#include "ui/fields/dataset_field.h"
#include "ui/fields/thinking_field.h"
#include "ui/pages/draw/model_input.h"
#include "ui/pages/draw/own_set_bar.h"
#include "ui/pages/draw/ranking_model.h"
#include "ui/pages/draw/ranking_view.h"
#include "ui/pages/draw/support_chooser.h"
#include "ui/session/common/counted.h"
#include "ui/widgets/drawing_canvas.h"
#include "ui/widgets/score_text.h"
#include "ui/widgets/theme.h"

namespace oneshot::ui {
namespace {

constexpr std::int64_t mostFileBytes = 64LL << 20;

/// What a file holds for the paper.
struct PaperFile {
    std::optional<Image> image;
    std::vector<SketchStroke> strokes;
};

PaperFile readPaperFile(const std::string& path) {
    const std::vector<std::uint8_t> bytes = readFileBytes(path, mostFileBytes);
    if (!bytes.empty() && bytes[0] == '{')
        return {{}, parseSketchJson({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path)};
    return {fitToPaper(decodeInk(bytes, path)), {}};
}

/// As PNG, so that it goes the way that files go.
Image paperOf(const QImage& pasted) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!pasted.save(&buffer, "PNG")) throw Error(ErrorCode::BadData, "the image", "cannot be read", "Use another.");
    return fitToPaper(
        decodeInk({reinterpret_cast<const std::uint8_t*>(bytes.constData()), static_cast<std::size_t>(bytes.size())},
                  "the image"));
}

bool isSet(const QString& path) {
    return QFileInfo(path).isDir() || path.endsWith(QStringLiteral(".zip"), Qt::CaseInsensitive);
}

}  // namespace

DrawPage::DrawPage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), workspace_(workspace), ownSet_(homeFolder() / "own-characters.zip") {
    setObjectName(QStringLiteral("page.draw"));
    setAcceptDrops(true);
    auto* body = new QHBoxLayout;
    body->setSpacing(12);
    body->addWidget(makePaper(), 1);
    body->addWidget(makeAnswer(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 14, 18, 14);
    layout->setSpacing(10);
    layout->addWidget(makeHeader());
    layout->addLayout(body, 1);
    setFocusProxy(canvas_);

    connect(&workspace_, &session::Workspace::modelChanged, this, &DrawPage::modelChanged);
    connect(chooser_, &SupportChooser::changed, this, &DrawPage::supportChanged);
    connect(canvas_, &DrawingCanvas::changed, this, &DrawPage::drawingChanged);
    connect(thinking_, &ThinkingField::changed, this, [this] { query_.setThinking(thinking_->thinking()); });
    connect(&query_, &session::DrawQuery::answered, this, &DrawPage::takeAnswer);
    connect(&query_, &session::DrawQuery::finished, this, [this] {
        if (renewed_) modelChanged();
    });
    connect(&query_, &session::DrawQuery::learntChanged, this, [this] { ranking_->setLearnt(query_.learnt()); });
    connect(&query_, &session::DrawQuery::failed, this, [this](const QString& why) {
        failure_ = why;
        answer_.reset();
        ranking_->clearAnswer();
        showVerdict();
    });
    connect(&query_, &session::DrawQuery::preparing, this, [this](int percent) {
        if (!answer_ && drawn_) detail_->setText(tr("The model reads the support set: %1 %").arg(percent));
    });
    connect(&finder_, &session::RejectionFinder::changed, this, &DrawPage::showVerdict);
    for (session::Worker* worker : {&reader_, &saver_})
        connect(worker, &session::Worker::failed, this, [this](const QString& why) { tell(why, true); });
    connect(&ownSet_, &session::OwnSet::opened, this, [this] {
        chooser_->chooseOwn();
        tellLeftOut();
    });
    connect(rankingView_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this] { ownBar_->setCurrent(chooser_->own() ? rankingView_->currentWay() : -1); });
    ownBar_->setDrawing([this] { return canvas_->sketch().drawing(); });
    connect(ownBar_, &OwnSetBar::added, this, [this] {
        canvas_->clearAction()->trigger();
        canvas_->setFocus();
    });
    query_.setWatched(false);
    supportChanged();
    modelChanged();
}

void DrawPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (renewed_) modelChanged();
    finder_.setModel(workspace_.model());
    query_.setWatched(true);
}

void DrawPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    query_.setWatched(false);
}

void DrawPage::modelChanged() {
    const bool another = std::exchange(modelId_, workspace_.modelId()) != workspace_.modelId();
    // A training may publish faster than drawings are answered: its newest is asked when the one before has answered.
    renewed_ = !another && workspace_.model() && (query_.busy() || query_.thinking());
    if (renewed_) return;
    failure_.clear();
    if (another || (workspace_.model() && ownKind_ != workspace_.model()->scoreKind())) ownThreshold_.reset();
    if (workspace_.model()) ownKind_ = workspace_.model()->scoreKind();
    if (another || !workspace_.model()) {  // answers of the one before would be taken for its
        answer_.reset();
        ranking_->clearAnswer();
        input_->setInput({});
    }
    query_.setModel(workspace_.model());
    if (isVisible()) finder_.setModel(workspace_.model());
    showVerdict();
}

void DrawPage::supportChanged() {
    answer_.reset();
    failure_.clear();
    if (std::exchange(ownOfOneWay_, ways() == 1) != (ways() == 1)) ownThreshold_.reset();
    ranking_->setSupport(chooser_->support());
    rankingView_->setEmptyText(chooser_->reason());
    rankingView_->setCurrentIndex({});
    ownBar_->setVisible(chooser_->own());
    ownBar_->setCurrent(-1);
    query_.setSupport(chooser_->support());
    showVerdict();
}

void DrawPage::drawingChanged() {
    Drawing drawing = canvas_->sketch().drawing();
    drawn_ = std::ranges::any_of(drawing.image.pixels, [](std::uint8_t ink) { return ink > 0; });
    failure_.clear();
    tell({}, false);
    ownBar_->setHasDrawing(drawn_);
    if (drawn_) {
        query_.ask(std::move(drawing));
    } else {
        query_.forget();
        answer_.reset();
        ranking_->clearAnswer();
        input_->setInput({});
        showVerdict();
    }
}

void DrawPage::takeAnswer(const session::DrawAnswer& answer) {
    input_->setInput(answer.input.height > 1 ? answer.input : ImageBatch{});
    answer_ = answer;
    ranking_->setAnswer(answer);
    rankingView_->scrollToTop();
    showVerdict();
}

int DrawPage::ways() const {
    return static_cast<int>(chooser_->support().ways.size());
}

std::optional<double> DrawPage::threshold() const {
    if (ownThreshold_) return ownThreshold_;
    const RejectionThreshold* found = finder_.threshold(ways());
    return found ? std::optional(found->evidence) : std::nullopt;
}

void DrawPage::showVerdict() {
    showThreshold();
    showCost();
    QString verdict, detail;
    bool fault = false, accepted = true;
    const int ways = this->ways();
    if (!workspace_.model()) {
        fault = !workspace_.modelProblem().isEmpty();
        verdict = fault ? tr("There is no model") : tr("The model is being opened");
        detail = workspace_.modelProblem();
    } else if (!failure_.isEmpty()) {
        fault = true;
        verdict = tr("There is no answer");
        detail = failure_;
    } else if (ways == 0) {
        verdict = tr("Nothing to compare with");
        detail = tr("Choose a support set above.");
    } else if (!drawn_) {
        verdict = tr("Draw a character");
        detail = session::counted(ways, tr("The character below is compared with it at each pen-up."),
                                  tr("The %1 characters below are ordered by how alike they are, at each pen-up."));
    } else if (!answer_ || answer_->scores.empty()) {
        verdict = tr("Comparing");
    } else {
        const int best = predictedWay(answer_->scores);
        const double found = evidence(answer_->onePassScores);  // as its threshold was found
        accepted = !threshold() || found >= *threshold();
        if (best < 0) {
            verdict = tr("A tie");
            detail = tr("No character is more alike than all others.");
        } else if (accepted) {
            verdict = ranking_->nameOf(best);
            detail = tr("is the most alike: score %1, %2 % of the support set")
                         .arg(scoreText(answer_->kind, answer_->scores[best]),
                              QLocale().toString(100 * answer_->shares[best], 'f', 0));
        } else {
            verdict = tr("None of these");
            // Both as the threshold is counted, which for distances and logits is not as the ranking shows scores.
            const auto number = [this](double value) { return QLocale().toString(value, 'f', threshold_->decimals()); };
            detail = (ways > 1 ? tr("The best score and its lead make %1, which is under %2.")
                               : tr("The score of %1 is under %2."))
                         .arg(number(found), number(*threshold()));
        }
    }
    ranking_->setAccepted(accepted);
    verdict_->setText(verdict);
    detail_->setText(detail);
    setStyleRole(detail_, "muted", !fault);
    setStyleRole(detail_, "fault", fault);
    const ImageBatch* shown = answer_ ? &answer_->input : nullptr;
    if (!shown)
        inputText_->setText(tr("What the model receives\nappears here."));
    else if (shown->height == 1)
        inputText_->setText(session::counted(shown->width, tr("What the model receives:\nthe strokes, as 1 number"),
                                             tr("What the model receives:\nthe strokes, as %1 numbers")));
    else
        inputText_->setText(tr("What the model receives:\n%1 × %2 pixels, %3")
                                .arg(shown->width)
                                .arg(shown->height)
                                .arg(shown->channels == 3 ? tr("in colour") : tr("ink from 0 to 1")));
}

void DrawPage::showCost() {
    const auto time = [](double seconds) {
        return tr("%1 ms").arg(QLocale().toString(1000 * seconds, 'f', seconds < 0.01 ? 1 : 0));
    };
    QString cost;
    if (answer_ && !answer_->scores.empty()) {
        cost = answer_->thinking.onePass()
                   ? tr("%1 in one pass").arg(time(answer_->seconds))
                   : tr("%1, %2 in one pass").arg(time(answer_->seconds), time(answer_->onePassSeconds));
        if (query_.thinking()) cost += QStringLiteral(" · ") + tr("thinking longer");
    }
    cost_->setText(cost);
}

void DrawPage::showThreshold() {
    const session::RejectionFinder& finder = finder_;
    const RejectionThreshold* found = finder.threshold(ways());
    const bool cosine = !workspace_.model() || workspace_.model()->scoreKind() == ScoreKind::Cosine;
    const QSignalBlocker silent(threshold_);
    threshold_->setDecimals(cosine ? 2 : 1);
    threshold_->setSingleStep(cosine ? 0.01 : 0.1);
    const std::optional<double> value = threshold();
    threshold_->setEnabled(value.has_value());
    threshold_->setValue(value.value_or(threshold_->minimum()));
    resetThreshold_->setEnabled(ownThreshold_.has_value() && found);
    if (!found) {
        const QString problem = finder.problem(ways());
        thresholdText_->setText(problem.isEmpty() && finder.busy() ? tr("being found on tasks of built-in glyphs")
                                                                   : problem);
        return;
    }
    const Accuracy kept = found->acceptedFrom(*value), refused = found->rejectedUnder(*value);
    thresholdText_->setText(
        tr("accepts %1 % that belong,\nrejects %2 % that do not")
            .arg(QLocale().toString(kept.percent(), 'f', 0), QLocale().toString(refused.percent(), 'f', 0)));
    thresholdText_->setToolTip(
        ways() == 1 ? tr("Of %1 drawings of built-in glyphs, each once with its character alone and once with another "
                         "of its alphabet alone. What is compared with the threshold is the score.")
                          .arg(kept.total)
                    : tr("Of %1 tasks of built-in glyphs, 20-way within an alphabet, each once with and once without "
                         "its character. What is compared with the threshold is the best score plus its lead over the "
                         "second.")
                          .arg(kept.total));
}

void DrawPage::tell(const QString& news, bool fault) {
    note_->setText(news);
    note_->setVisible(!news.isEmpty());
    setStyleRole(note_, "muted", !fault);
    setStyleRole(note_, "fault", fault);
}

void DrawPage::tellLeftOut() {
    if (const int leftOut = std::exchange(leftOut_, 0); leftOut > 0)
        tell(session::counted(leftOut, tr("1 more file was left out: one is opened at a time."),
                              tr("%1 more files were left out: one is opened at a time.")),
             false);
}

void DrawPage::openPaths(const QStringList& paths) {
    openPath(paths.first());
    leftOut_ = static_cast<int>(paths.size()) - 1;
}

void DrawPage::openPath(const QString& path) {
    tell({}, false);
    leftOut_ = 0;
    if (isSet(path)) {
        chooser_->chooseOwn();
        return ownSet_.open(path);
    }
    reader_.run([path](const session::Worker::Control&) { return readPaperFile(path.toStdString()); },
                [this](const PaperFile& file) {
                    if (file.image)
                        canvas_->place(*file.image);
                    else
                        canvas_->open(file.strokes);
                    tellLeftOut();
                });
}

void DrawPage::save(const QString& path, std::function<std::string()> bytes) {
    if (saver_.busy()) return tell(tr("Another file is still being saved. Save again once it is there."), true);
    saver_.run(
        [path, bytes = std::move(bytes)](const session::Worker::Control&) {
            saveFile(path.toStdString(), bytes());
            return path;
        },
        [this](const QString& done) { tell(tr("Saved in %1").arg(done), false); });
}

void DrawPage::saveImage(const QString& path) {
    save(path, [image = canvas_->sketch().drawing().image] {
        const std::vector<std::uint8_t> png = encodePng(image);
        return std::string(png.begin(), png.end());
    });
}

void DrawPage::saveStrokes(const QString& path) {
    save(path, [sketch = canvas_->sketch()] { return sketchJson(sketch); });
}

void DrawPage::copy() {
    const std::vector<std::uint8_t> png = encodePng(canvas_->sketch().drawing().image);
    QApplication::clipboard()->setImage(QImage::fromData(png.data(), static_cast<int>(png.size()), "PNG"));
    tell(tr("The drawing is in the clipboard."), false);
}

void DrawPage::paste() {
    if (!take(QApplication::clipboard()->mimeData())) tell(tr("There is no image in the clipboard."), true);
}

void DrawPage::askForFile(const QString& title, const QString& filter, bool toSave,
                          void (DrawPage::*use)(const QString&)) {
    auto* dialog = new QFileDialog(this, title, {}, filter);
    dialog->setObjectName(QStringLiteral("draw.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(toSave ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(toSave ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    if (toSave)
        dialog->setDefaultSuffix(filter.contains(QStringLiteral("json")) ? QStringLiteral("json")
                                                                         : QStringLiteral("png"));
    connect(dialog, &QFileDialog::fileSelected, this, use);
    dialog->open();
}

bool DrawPage::take(const QMimeData* mime) {
    if (!mime) return false;
    if (const QStringList paths = DatasetField::droppedPaths(mime); !paths.isEmpty()) {
        openPaths(paths);
        return true;
    }
    if (!mime->hasImage()) return false;
    tell({}, false);
    reader_.run([pasted = qvariant_cast<QImage>(mime->imageData())](
                    const session::Worker::Control&) { return paperOf(pasted); },
                [this](const Image& image) { canvas_->place(image); });
    return true;
}

void DrawPage::dragEnterEvent(QDragEnterEvent* event) {
    const QMimeData* mime = event->mimeData();
    if (mime->hasImage() || !DatasetField::droppedPaths(mime).isEmpty()) event->acceptProposedAction();
}

void DrawPage::dropEvent(QDropEvent* event) {
    if (take(event->mimeData())) event->acceptProposedAction();
}

}  // namespace oneshot::ui
