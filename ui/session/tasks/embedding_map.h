#pragma once

#include <QObject>
#include <QStringList>
#include <QTimer>
#include <memory>
#include <vector>

#include "core/evaluation/embedding_map.h"
#include "ui/session/workspace/workspace.h"

namespace oneshot::session {

/// Which drawings are mapped, and how.
struct MapQuestion {
    enum class Data { InUse, HeldOut, Both };
    enum class Characters { All, New, Learnt };  ///< by what the model in use learnt from
    Data data = Data::InUse;
    Characters characters = Characters::All;
    QStringList alphabets = {};  ///< by name; empty: all
    int drawings = 600;          ///< at most, at most maxMapRows; chosen evenly among all
    bool tsne = true;            ///< after the principal plane, which comes at once
    double perplexity = 30;

    bool showsTheSame(const MapQuestion&) const;  ///< drawings; they may be arranged in another way
};

/// A drawing of a map.
struct MapDrawing {
    int dataset = 0;  ///< index of DrawingMap::datasets
    CharacterId character;
    DrawingId drawing = 0;
    int alphabet = 0, name = 0;  ///< indices of DrawingMap::alphabets and characters
    bool learnt = false;         ///< the model learnt from its character
};

/// Drawings as points of a model's embedding space; immutable once published.
struct DrawingMap {
    MapQuestion question;
    QString modelId;
    ModelPtr model;
    std::vector<DatasetPtr> datasets;
    std::vector<MapDrawing> drawings;
    QStringList alphabets, characters;  ///< names of those that are shown, in order: "Sanskrit, character05"
    qint64 available = 0;               ///< drawings that they were chosen among
    /// Of a model that compares by cosine all embeddings have length 1, so that distances are those of angles.
    bool byAngle = false;
    Support support;  ///< the embeddings: each drawing is a way of one shot
    PrincipalPlane plane;

    int size() const { return static_cast<int>(drawings.size()); }
    const QString& nameOf(int drawing) const { return characters[drawings[drawing].name]; }
    const Drawing& drawing(int i) const { return datasets[drawings[i].dataset]->drawings[drawings[i].drawing]; }
};
using MapPtr = std::shared_ptr<const DrawingMap>;

/// The drawings of a map that are most alike to one of them.
struct MapNeighbours {
    int drawing = -1;
    std::vector<int> nearest;  ///< the most alike first
    std::vector<float> scores;
    ScoreKind kind = ScoreKind::Cosine;  ///< of the scores
    bool own = true;       ///< the model's own comparison; else of embeddings alone: its scores depend on all ways
    QString problem = {};  ///< why there are none, in full words
};

/// Maps drawings of the data in use and held out by the embeddings of the model in use, off the GUI thread, and follows
/// both while it is asked to. A model that a training renews is taken when the map before is done. Lives on the GUI
/// thread; no method blocks.
class EmbeddingMap : public QObject {
    Q_OBJECT
  public:
    static constexpr int neighbourCount = 8;

    /// The workspace must outlive the map.
    explicit EmbeddingMap(Workspace&);

    void ask(const MapQuestion&);  ///< embeds only if other drawings are asked for; the newest question counts
    void setFollowing(bool);       ///< off at first: while it is off, other data and models change nothing
    void cancel();                 ///< what is there stays

    const MapPtr& map() const { return map_; }                    ///< null: none yet, or none is possible
    const MapPositions& positions() const { return positions_; }  ///< of its drawings
    int iteration() const { return iteration_; }                  ///< of t-SNE; 0: the principal plane
    static constexpr int iterations = 1000;                       ///< of t-SNE, of a map that is new
    bool busy() const { return worker_.busy(); }
    const QString& problem() const { return problem_; }  ///< why there is no map, in full words; may be empty

    void findNeighbours(int drawing);  ///< the newest counts

  Q_SIGNALS:
    void changed();                ///< map() or problem(); positions() with it
    void moved();                  ///< positions(), at most 25 times a second
    void progressed(int percent);  ///< of embedding and t-SNE together
    void finished();               ///< the positions are final, or it was cancelled in the list of jobs
    void neighboursFound(const oneshot::session::MapNeighbours&);

  private:
    /// Positions on their way from t-SNE's thread.
    struct Moving;

    std::vector<DatasetPtr> data() const;
    QString whyNot() const;
    Job job(int step) const;
    void renew();
    void begin();
    void take(const MapPtr&);
    void arrange(MapPositions start);
    void takeMoved();
    void settle(const MapPositions&, int iteration);
    void stopMoving();
    void showProblem(const QString&);

    Workspace& workspace_;
    MapQuestion question_;
    bool asked_ = false, following_ = false;
    bool renewed_ = false;  ///< the model was renewed while its map was being made
    // What the newest map, which may still be made, is of:
    QString askedId_;
    ModelPtr askedModel_;
    std::vector<DatasetPtr> askedData_;

    MapPtr map_;
    MapPositions positions_;
    int iteration_ = 0;
    QString problem_;
    std::shared_ptr<Moving> moving_;  ///< of the t-SNE that runs; null: none
    QTimer moveTimer_{this};
    Worker neighbourWorker_{Worker::Priority::Interactive};
    Worker worker_{Worker::Priority::Background};
};

}  // namespace oneshot::session
